// Most of a page is HTML that the server has written (dashboards/sent.py): React keeps no part of it.
window.insatskoll = {
  Html: function (props) {
    return React.createElement(props.tag, {
      ...props.attributes,
      dangerouslySetInnerHTML: { __html: props.html },
    });
  },
};
