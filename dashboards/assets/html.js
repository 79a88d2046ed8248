// Most of a page is HTML that the server has written (dashboards/sent.py): React keeps no part of it.
window.insatskoll = {
  Html: function (props) {
    const inner = props.html === undefined ? {} : { dangerouslySetInnerHTML: { __html: props.html } };
    return React.createElement(props.tag, { ...props.attributes, ...inner });
  },
};
